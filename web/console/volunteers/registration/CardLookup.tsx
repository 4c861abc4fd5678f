import { useState } from 'react';
import { volunteersDesk } from '../../../../domain/volunteers/paths.ts';
import { cardKinds, type CardKind } from '../../../../domain/volunteers/cards.ts';
import { useWrite } from '../../../api/query.ts';
import { Button, LinkButton } from '../../../ui/Button.tsx';
import { Select, TextInput } from '../../../ui/Field.tsx';
import { Form } from '../../../ui/Form.tsx';
import { KeyValues } from '../../../ui/KeyValues.tsx';
import { PageHead } from '../../../ui/PageHead.tsx';
import { Tag } from '../../../ui/Tag.tsx';
import { longDay, t } from '../../../ui/words.ts';
import { Page } from '../../Page.tsx';
import { VolunteersNav } from '../VolunteersNav.tsx';

/** P71, P72: the registration behind a card that somebody holds out. */
export default function CardLookup() {
  const [kind, setKind] = useState<string>('scanned');
  const [text, setText] = useState('');
  const look = useWrite('post', '/api/card-lookups');
  const found = look.answer;
  const isShortCode = kind === 'scanned' && /^\d{6}$/.test(text.trim());
  return (
    <Page tree={<VolunteersNav />}>
      <PageHead title={t('查卡', 'Look up a card')} />
      <div className="block">
        <Form
          keepsDraft={false}
          problem={look.problem}
          onSubmit={() =>
            void look.send({ body: kind === 'scanned' ? { scanned: text } : { kind: kind as CardKind, number: text } })
          }
        >
          <Select
            name="kind"
            label={t('什么卡', 'Which card')}
            value={kind}
            onChange={setKind}
            options={[
              { value: 'scanned', label: t('手机上的志愿者卡（扫码枪）', 'Volunteer card on a phone (scanner)') },
              ...Object.entries(cardKinds).map(([value, words]) => ({ value, label: t(words.zh, words.en) })),
            ]}
          />
          <TextInput
            name={kind === 'scanned' ? 'scanned' : 'number'}
            label={kind === 'scanned' ? t('扫到的内容', 'What was scanned') : t('卡号', 'Card number')}
            value={text}
            onChange={setText}
          />
          {isShortCode && (
            <p className="wrong" role="alert">
              {t(
                '6 位短码只在签到板上用：这里请扫卡上的二维码，或换一种卡输入卡号。',
                'The 6 digits serve at the check-in board only: scan the code of the card here, or choose another card and type its number.',
              )}
            </p>
          )}
          <Button
            kind="do"
            type="submit"
            running={look.running}
            disabledReason={
              isShortCode
                ? t(
                    '6 位短码只在签到板上用，这里请扫卡上的二维码',
                    'the 6 digits serve at the check-in board only: scan the code of the card here',
                  )
                : undefined
            }
          >
            {t('查', 'Look up')}
          </Button>
        </Form>
        {found && (
          <>
            <KeyValues
              rows={[
                { key: t('姓名', 'Name'), value: found.name, note: found.labels.join(t('、', ', ')) },
                { key: t('编号', 'Number'), value: <span className="fig">{found.number_spelt}</span> },
                { key: t('组织', 'Organisation'), value: found.organization_name },
                { key: t('注册', 'Registered'), value: longDay(found.registered_at) },
                {
                  key: t('状态', 'State'),
                  value: found.is_withdrawn ? (
                    <Tag state="none">{t('已注销', 'Cancelled')}</Tag>
                  ) : found.consents_missing.length > 0 ? (
                    <Tag state="behind">{t('还差家长或老师同意', 'Consent missing')}</Tag>
                  ) : (
                    <Tag state="ok">{t('在册', 'Registered')}</Tag>
                  ),
                },
                {
                  key: t('意外险', 'Accident cover'),
                  value: found.insured_until ? longDay(found.insured_until) : t('现在没有', 'none now'),
                },
              ]}
            />
            <p>
              <LinkButton href={volunteersDesk.volunteer({ id: found.id })}>
                {t('打开人员页', 'Open the person’s page')}
              </LinkButton>
            </p>
          </>
        )}
      </div>
    </Page>
  );
}
