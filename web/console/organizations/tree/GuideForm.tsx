import { useState } from 'react';
import { businessDate } from '../../../../domain/time.ts';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/Choice.tsx';
import { DateInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';
import { OrganizationField } from '../profile/FieldsOf.tsx';
import { refreshed, type ChangeProps } from './organization-change.ts';

/** Which league committee guides it, and whether it is led by the league. */
export function GuideForm({ page, onClose }: ChangeProps) {
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
