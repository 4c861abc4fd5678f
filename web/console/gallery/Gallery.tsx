import { Page } from '../Page.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { t } from '../../ui/words.ts';

export default function Gallery() {
  return <Page><PageHead title={t('部件', 'Parts')} /></Page>;
}
