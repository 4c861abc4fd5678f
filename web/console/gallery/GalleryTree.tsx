import { useState } from 'react';
import { Tree } from '../../ui/Tree.tsx';

const nodes = [
  {
    key: 'city',
    words: '云汀市',
    count: 3,
    children: [
      { key: 'a', words: '云汀区', count: 11 },
      { key: 'b', words: '沙园区', count: 9 },
      { key: 'c', words: '江口县', count: 6 },
    ],
  },
  { key: 'school', words: '云汀学院', count: 5 },
];

export function GalleryTree() {
  const [chosen, setChosen] = useState('city');
  return <Tree label="组织" nodes={nodes} value={chosen} onChoose={(node) => setChosen(node.key)} />;
}
