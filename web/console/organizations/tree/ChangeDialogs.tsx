import { useState } from 'react';
import { isAssociation, kindNames, type OrganizationKind } from '../../../../domain/organizations/kinds.ts';
import { businessDate } from '../../../../domain/time.ts';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/Choice.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { DateInput, Select, TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';
import { DissolveDialog } from './DissolveDialog.tsx';
import { OrganizationField } from '../profile/FieldsOf.tsx';
import { PhoneForm } from './PhoneForm.tsx';
import type { OrganizationPage } from './Organizations.tsx';

export type Change = 'create' | 'rename' | 'phone' | 'move' | 'guide' | 'dissolve';
export type ChangeProps = { page: OrganizationPage; onClose: () => void };
export const refreshed = [
  '/api/organizations',
  '/api/organizations/{organization_id}',
  '/api/county-overview',
] as const;

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

function CreateForm({ page, onClose, onFounded }: ChangeProps & { onFounded: (id: string) => void }) {
  const [kind, setKind] = useState('');
  const [name, setName] = useState('');
  const [on, setOn] = useState(businessDate(new Date()));
  const [led, setLed] = useState(false);
  const create = useWrite('post', '/api/organizations', refreshed);
  async function save(): Promise<void> {
    const made = await create.send({
      body: {
        kind: kind as OrganizationKind,
        name_zh: name,
        parent_id: page.organization.id,
        founded_on: on,
        is_league_led: led,
      },
    });
    if (!made) return;
    toast(t(`“${name}”已设立`, `“${name}” is founded`));
    onClose();
    onFounded(made.id);
  }
  return (
    <Form problem={create.problem} onSubmit={() => void save()}>
      <Select
        name="kind"
        label={t('种类', 'Kind')}
        value={kind}
        onChange={setKind}
        empty={t('选一种', 'Choose')}
        options={page.organization.kinds_below.map((value) => ({
          value,
          label: t(kindNames[value as OrganizationKind].zh, kindNames[value as OrganizationKind].en),
        }))}
      />
      <TextInput name="name_zh" label={t('名称', 'Name')} value={name} onChange={setName} />
      <DateInput
        name="founded_on"
        max={businessDate(new Date())}
        label={t('设立日期', 'Founded on')}
        value={on}
        onChange={setOn}
      />
      {kind !== '' && isAssociation(kind as OrganizationKind) && (
        <Checkbox
          name="is_league_led"
          label={t('团属组织，由上级团委指导', 'League-led, guided by the committee above')}
          checked={led}
          onChange={setLed}
        />
      )}
      <div className="actions">
        <Button onClick={onClose}>{t('先不设', 'Not now')}</Button>
        <Button
          kind="do"
          type="submit"
          running={create.running}
          notNow={kind === '' ? t('先选种类', 'choose the kind first') : undefined}
        >
          {t('设立组织', 'Found it')}
        </Button>
      </div>
    </Form>
  );
}

function RenameForm({ page, onClose }: ChangeProps) {
  const [name, setName] = useState(page.organization.name_zh);
  const [from, setFrom] = useState(businessDate(new Date()));
  const [reason, setReason] = useState('');
  const rename = useWrite('put', '/api/organizations/{organization_id}/name', refreshed);
  async function save(): Promise<void> {
    if (
      !(await rename.send({
        path: { organization_id: page.organization.id },
        body: { name_zh: name, valid_from: from, reason },
      }))
    )
      return;
    toast(t('已更名，原名留在沿革里', 'Renamed; the old name stays in the history'));
    onClose();
  }
  return (
    <Form problem={rename.problem} onSubmit={() => void save()}>
      <TextInput name="name_zh" label={t('新名称', 'New name')} value={name} onChange={setName} />
      <DateInput
        name="valid_from"
        max={businessDate(new Date())}
        label={t('从哪天起', 'From')}
        value={from}
        onChange={setFrom}
      />
      <TextInput name="reason" label={t('依据', 'Ground')} value={reason} onChange={setReason} />
      <div className="actions">
        <Button onClick={onClose}>{t('先不改', 'Not now')}</Button>
        <Button kind="do" type="submit" running={rename.running}>
          {t('更名', 'Rename')}
        </Button>
      </div>
    </Form>
  );
}

function MoveForm({ page, onClose }: ChangeProps) {
  const [parent, setParent] = useState('');
  const [from, setFrom] = useState(businessDate(new Date()));
  const [reason, setReason] = useState('');
  const move = useWrite('put', '/api/organizations/{organization_id}/parent', refreshed);
  async function save(): Promise<void> {
    if (
      !(await move.send({
        path: { organization_id: page.organization.id },
        body: { parent_id: parent, valid_from: from, reason },
      }))
    )
      return;
    toast(t('已移动，下级一并移走', 'Moved, with everything below'));
    onClose();
  }
  return (
    <Form problem={move.problem} onSubmit={() => void save()}>
      <OrganizationField name="parent_id" label={t('新的上级', 'New parent')} value={parent} onChange={setParent} />
      <DateInput
        name="valid_from"
        max={businessDate(new Date())}
        label={t('从哪天起', 'From')}
        value={from}
        onChange={setFrom}
      />
      <TextInput name="reason" label={t('依据', 'Ground')} value={reason} onChange={setReason} />
      <div className="actions">
        <Button onClick={onClose}>{t('先不移', 'Not now')}</Button>
        <Button
          kind="do"
          type="submit"
          running={move.running}
          notNow={parent === '' ? t('先选上级', 'choose the parent first') : undefined}
        >
          {t('移动组织', 'Move it')}
        </Button>
      </div>
    </Form>
  );
}

function GuideForm({ page, onClose }: ChangeProps) {
  const [guide, setGuide] = useState(page.organization.guiding?.id ?? '');
  const [led, setLed] = useState(page.organization.is_league_led);
  const [from, setFrom] = useState(businessDate(new Date()));
  const change = useWrite('put', '/api/organizations/{organization_id}/guidance', refreshed);
  async function save(): Promise<void> {
    if (
      !(await change.send({
        path: { organization_id: page.organization.id },
        body: { guiding_id: guide === '' ? null : guide, is_league_led: led, valid_from: from },
      }))
    )
      return;
    toast(t('指导关系已更新', 'Guidance updated'));
    onClose();
  }
  return (
    <Form problem={change.problem} onSubmit={() => void save()}>
      {page.organization.guiding && (
        <p className="soft">
          {t(`现在由${page.organization.guiding.name_zh}指导`, `Guided by ${page.organization.guiding.name_zh} now`)}
        </p>
      )}
      <OrganizationField
        name="guiding_id"
        label={t('指导团委', 'Guiding committee')}
        kinds="league_committee"
        value={guide}
        onChange={setGuide}
        optional
      />
      <Checkbox
        name="is_league_led"
        label={t('团属组织，计入覆盖率', 'League-led: counts in the coverage')}
        checked={led}
        onChange={setLed}
      />
      <DateInput
        name="valid_from"
        max={businessDate(new Date())}
        label={t('从哪天起', 'From')}
        value={from}
        onChange={setFrom}
      />
      <div className="actions">
        <Button onClick={onClose}>{t('先不改', 'Not now')}</Button>
        <Button kind="do" type="submit" running={change.running}>
          {t('更新指导关系', 'Update')}
        </Button>
      </div>
    </Form>
  );
}
