import { useState } from 'react';
import { statutoryEnglish } from '../../../../domain/organizations/statutory.ts';
import { addDays, businessDate } from '../../../../domain/time.ts';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { RadioGroup } from '../../../ui/Choice.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { DateInput, TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { toast } from '../../../ui/toast.tsx';
import { t } from '../../../ui/words.ts';
import type { RecordPage } from '../tree/organization-page.ts';
import { StatutoryRule } from './StatutoryRule.tsx';

type Item = { title: string; is_passed: boolean | null; due_on: string };

/** G36: the list is walked through, nothing is answered beforehand; what fails becomes a correction with a deadline. It begins with the written systems that the rule book of the place asks for, each with whether the platform holds it. */
export function SelfCheckDialog({
  organizationId,
  follows,
  onClose,
}: {
  organizationId: string;
  follows: RecordPage['follows'];
  onClose: () => void;
}) {
  const { missing_systems: missing, statutory_rule: rule } = follows;
  const inAMonth = addDays(businessDate(new Date()), 30);
  const [items, setItems] = useState<Item[]>(() =>
    rule.required_systems.map((title): Item => ({ title, is_passed: null, due_on: inAMonth })),
  );
  const [added, setAdded] = useState('');
  const check = useWrite('post', '/api/organizations/{organization_id}/self-checks', [
    '/api/organizations/{organization_id}/profile',
    '/api/county-overview',
    '/api/organization-lists/{list}',
  ]);
  const failed = items.filter((item) => item.is_passed === false).length;
  const open = items.filter((item) => item.is_passed === null).length;
  const change = (index: number, to: Partial<Item>): void =>
    setItems(items.map((item, at) => (at === index ? { ...item, ...to } : item)));
  async function send(): Promise<void> {
    const body = {
      items: items.map((item) => ({
        title: item.title,
        is_passed: item.is_passed === true,
        due_on: item.is_passed === true ? null : item.due_on,
      })),
    };
    const done = await check.send({ path: { organization_id: organizationId }, body });
    if (done === undefined) return;
    onClose();
    toast(
      done.corrections === 0
        ? t('自查完成，没有要整改的', 'Checked; nothing to correct')
        : t(`自查完成，${done.corrections} 项列入整改`, `Checked; ${done.corrections} corrections opened`),
    );
  }
  return (
    <Dialog open title={t('自查', 'Self-check')} onClose={onClose}>
      <Form problem={check.problem} onSubmit={() => void send()}>
        <p className="soft">
          {t(
            '一项一项看：没做到的列入整改，办结时要交材料。',
            'Go through them one by one: what is not in place becomes a correction, closed with its proof.',
          )}
        </p>
        <StatutoryRule rule={rule} organizationId={organizationId} />
        <ul className="self-check" aria-label={t('自查项目', 'Items')}>
          {items.map((item, index) => (
            <li key={item.title}>
              <RadioGroup
                name={`items.${index}`}
                label={
                  missing.includes(item.title)
                    ? t(`${item.title}（还没上传）`, `${statutoryEnglish(item.title)} (not uploaded yet)`)
                    : t(item.title, statutoryEnglish(item.title))
                }
                value={item.is_passed === null ? '' : item.is_passed ? 'yes' : 'no'}
                options={[
                  { value: 'yes', label: t('做到了', 'In place') },
                  { value: 'no', label: t('没做到', 'Not in place') },
                ]}
                onChange={(answer) => change(index, { is_passed: answer === 'yes' })}
              />
              {item.is_passed === false && (
                <DateInput
                  name="items.due_on"
                  label={t(`“${item.title}”整改期限`, `Deadline for “${statutoryEnglish(item.title)}”`)}
                  value={item.due_on}
                  onChange={(due_on) => change(index, { due_on })}
                />
              )}
            </li>
          ))}
        </ul>
        <TextInput name="added" label={t('再加一项', 'One more item')} optional value={added} onChange={setAdded} />
        <div className="actions">
          <Button
            icon="plus"
            disabledReason={
              added.trim() === '' || items.some((item) => item.title === added.trim())
                ? t('先写这一项的名称', 'Name the item first')
                : undefined
            }
            onClick={() => {
              setItems([...items, { title: added.trim(), is_passed: false, due_on: inAMonth }]);
              setAdded('');
            }}
          >
            {t('加这一项', 'Add the item')}
          </Button>
          <Button onClick={onClose}>{t('先不查', 'Not now')}</Button>
          <Button
            kind="do"
            type="submit"
            running={check.running}
            disabledReason={open > 0 ? t(`还有 ${open} 项没看`, `${open} not answered yet`) : undefined}
          >
            {failed === 0
              ? t('都做到了，存好', 'All in place: keep it')
              : t(`存好，${failed} 项整改`, `Keep it, ${failed} to correct`)}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
