import { useState } from 'react';
import { volunteersDesk } from '../../../../domain/volunteers/paths.ts';
import { Link } from '../../../ui/navigation.tsx';
import type { Answer } from '../../../api/client.ts';
import { useWrite } from '../../../api/query.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Select, TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { Qr } from '../../../ui/Qr.tsx';
import { toast } from '../../../ui/toast.tsx';
import { longDay, number, t } from '../../../ui/words.ts';
import { useDesks } from '../VolunteersNav.tsx';

type Row = Answer<'get', '/api/volunteer-joiners'>['campaigns'][number];

/** L83: campaigns made here, each with the link and the sheet that counts who follows it. */
export function Campaigns({ campaigns, mayMake }: { campaigns: readonly Row[]; mayMake: boolean }) {
  const [making, setMaking] = useState(false);
  const [shared, setShared] = useState<Row | null>(null);
  if (campaigns.length === 0 && !mayMake) return null;
  return (
    <>
      <h2 className="title">{t('按招募活动', 'By campaign')}</h2>
      {mayMake && (
        <div className="actions">
          <Button icon="plus" onClick={() => setMaking(true)}>
            {t('新建招募活动', 'New campaign')}
          </Button>
        </div>
      )}
      {campaigns.length === 0 ? (
        <p className="hint">
          {t(
            '还没有招募活动。建一个，把链接或海报发出去，从那里来的人会单独计数。',
            'No campaign yet. Make one and hand out its link or sheet: who comes by it is counted on its own.',
          )}
        </p>
      ) : (
        <div className="table-scroll" role="region" aria-label={t('按招募活动', 'By campaign')} tabIndex={0}>
          <table className="led">
            <thead>
              <tr>
                <th scope="col">{t('招募活动', 'Campaign')}</th>
                <th scope="col">{t('组织', 'Organisation')}</th>
                <th scope="col">{t('第一人', 'First')}</th>
                <th scope="col">{t('最近一人', 'Last')}</th>
                <th scope="col" className="r">
                  {t('人数', 'People')}
                </th>
                <th scope="col">{t('链接和海报', 'Link and sheet')}</th>
              </tr>
            </thead>
            <tbody>
              {campaigns.map((row) => (
                <tr key={row.id ?? row.campaign}>
                  <td>
                    <Link className="nm" href={volunteersDesk.roster({ campaign: row.id ?? row.campaign })}>
                      {row.campaign}
                    </Link>
                  </td>
                  <td>{row.organization_name}</td>
                  <td>{row.first_on === null ? t('还没有人', 'nobody yet') : longDay(row.first_on)}</td>
                  <td>{row.last_on === null ? '' : longDay(row.last_on)}</td>
                  <td className="r fig">{number(row.count)}</td>
                  <td>
                    {row.link !== null && <Button onClick={() => setShared(row)}>{t('给出', 'Hand out')}</Button>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {making && <NewCampaign onClose={() => setMaking(false)} />}
      {shared?.link && (
        <CampaignSheet
          name={shared.campaign}
          organization={shared.organization_name ?? ''}
          link={shared.link}
          onClose={() => setShared(null)}
        />
      )}
    </>
  );
}

function NewCampaign({ onClose }: { onClose: () => void }) {
  const desks = useDesks('volunteers.register');
  const [organization, setOrganization] = useState(desks[0]?.id ?? '');
  const [name, setName] = useState('');
  const make = useWrite('post', '/api/recruiting-campaigns', ['/api/volunteer-joiners']);
  async function send(): Promise<void> {
    if (!(await make.send({ body: { organization_id: organization, name: name.trim() } }))) return;
    toast(t('已建好，可以给出链接和海报', 'Made: its link and sheet are ready'));
    onClose();
  }
  return (
    <Dialog open title={t('新建招募活动', 'New campaign')} onClose={onClose}>
      <Form problem={make.problem} onSubmit={() => void send()}>
        {desks.length > 1 && (
          <Select
            name="organization_id"
            label={t('哪个组织的', 'Of which organisation')}
            value={organization}
            onChange={setOrganization}
            options={desks.map((one) => ({ value: one.id, label: one.name }))}
          />
        )}
        <TextInput
          name="name"
          label={t('名称', 'Name')}
          value={name}
          onChange={setName}
          hint={t('如：2027 年春季校园招募', 'Such as: spring recruiting at schools 2027')}
        />
        <div className="actions">
          <Button onClick={onClose}>{t('先不建', 'Not now')}</Button>
          <Button
            kind="do"
            type="submit"
            running={make.running}
            disabledReason={name.trim() === '' ? t('先写名称', 'give it a name first') : undefined}
          >
            {t('建好', 'Make it')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}

/** One sheet to print or to show: the dialog alone goes on paper. */
function CampaignSheet({
  name,
  organization,
  link,
  onClose,
}: {
  name: string;
  organization: string;
  link: string;
  onClose: () => void;
}) {
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(link);
    toast(t('链接已复制', 'Link copied'));
  }
  return (
    <Dialog
      open
      title={name}
      onClose={onClose}
      actions={
        <>
          <Button onClick={() => void copy()}>{t('复制链接', 'Copy the link')}</Button>
          <Button kind="do" onClick={() => window.print()}>
            {t('打印海报', 'Print the sheet')}
          </Button>
        </>
      }
    >
      <div className="campaign-sheet">
        <p className="lead">
          {organization}
          {t('招募青年志愿者，扫码注册。', ' recruits young volunteers: scan to register.')}
        </p>
        <Qr text={link} label={t('扫码注册为志愿者', 'Scan to register as a volunteer')} size={280} />
        <p>
          <code className="sign-in-link">{link}</code>
        </p>
      </div>
    </Dialog>
  );
}
