/** Every part of the kit with example content, beside the sheet of the look. Served in development only. */
import { ownDesk } from '../../../domain/paths.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { t } from '../../ui/words.ts';
import { Page, TreeColumn } from '../Page.tsx';
import { ControlParts } from './ControlParts.tsx';
import { DecisionParts } from './DecisionParts.tsx';
import { GalleryTree } from './GalleryTree.tsx';
import { ListParts } from './ListParts.tsx';
import { StateParts } from './StateParts.tsx';
import './gallery.css';

export default function Gallery() {
  return (
    <Page
      tree={
        <TreeColumn
          level={t('市级', 'City')}
          name={t('云汀市青年志愿者协会', 'Yunting youth volunteers')}
          label={t('组织', 'Units')}
        >
          <GalleryTree />
        </TreeColumn>
      }
    >
      <PageHead
        title={t('部件', 'Parts')}
        crumbs={[{ words: t('青志', 'Qingzhi'), href: ownDesk.home() }, { words: t('部件', 'Parts') }]}
      />
      <div className="gallery">
        <StateParts />
        <DecisionParts />
        <ControlParts />
        <ListParts />
      </div>
    </Page>
  );
}
