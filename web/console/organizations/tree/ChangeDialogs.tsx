import { Dialog } from '../../../ui/Dialog.tsx';
import { t } from '../../../ui/words.ts';
import { CreateForm } from './CreateForm.tsx';
import { DissolveDialog } from './DissolveDialog.tsx';
import { GuideForm } from './GuideForm.tsx';
import { MoveForm } from './MoveForm.tsx';
import { PhoneForm } from './PhoneForm.tsx';
import { RenameForm } from './RenameForm.tsx';
import type { Change, ChangeProps } from './organization-change.ts';

export function ChangeDialogs({
  page,
  change,
  onClose,
  onFounded,
}: ChangeProps & { change: Change | null; onFounded: (id: string) => void }) {
  const name = page.organization.name_zh;
  return (
    <>
      <Dialog open={change === 'create'} title={t(`在“${name}”下新设`, `Found below “${name}”`)} onClose={onClose}>
        <CreateForm page={page} onClose={onClose} onFounded={onFounded} />
      </Dialog>
      <Dialog open={change === 'rename'} title={t(`更名：${name}`, `Rename: ${name}`)} onClose={onClose}>
        <RenameForm page={page} onClose={onClose} />
      </Dialog>
      <Dialog open={change === 'phone'} title={t(`联系电话：${name}`, `Phone: ${name}`)} onClose={onClose}>
        <PhoneForm page={page} onClose={onClose} />
      </Dialog>
      <Dialog open={change === 'move'} title={t(`移动：${name}`, `Move: ${name}`)} onClose={onClose}>
        <MoveForm page={page} onClose={onClose} />
      </Dialog>
      <Dialog open={change === 'guide'} title={t('指导团委', 'Guiding league committee')} onClose={onClose}>
        <GuideForm page={page} onClose={onClose} />
      </Dialog>
      {change === 'dissolve' && <DissolveDialog page={page} onClose={onClose} />}
    </>
  );
}
