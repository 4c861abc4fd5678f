import { useState } from 'react';
import { ApiProblem } from '../../api/problem.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox, RadioGroup } from '../../ui/Choice.tsx';
import { DateInput, NumberInput, Select, Textarea, TextInput } from '../../ui/Field.tsx';
import { Form } from '../../ui/Form.tsx';
import { KeyValues } from '../../ui/KeyValues.tsx';
import { Qr } from '../../ui/Qr.tsx';
import { Tabs } from '../../ui/Tabs.tsx';
import { t } from '../../ui/words.ts';

const refused = new ApiProblem(422, {
  code: 'example',
  message: '',
  errors: [{ field: 'id_number', message: '证件号第 18 位对不上，请核对' }],
});

export function ControlParts() {
  const [text, setText] = useState('江边清洁');
  const [choice, setChoice] = useState('part');
  const [ticked, setTicked] = useState(true);
  const [part, setPart] = useState('who');
  return (
    <>
      <section>
        <h2 className="title">{t('按钮', 'Buttons')}</h2>
        <p className="tags">
          <Button kind="do">{t('一屏一个红', 'One red a screen')}</Button>
          <Button>{t('其他', 'Other')}</Button>
          <Button kind="text">{t('次要', 'Minor')}</Button>
          <Button disabledReason={t('先选县', 'choose a county first')}>{t('先选县', 'Choose first')}</Button>
          <Button kind="end">{t('停用 30 天', 'Suspend for 30 days')}</Button>
        </p>
      </section>
      <section>
        <h2 className="title">{t('填写', 'Fields')}</h2>
        <Form problem={refused} onSubmit={() => undefined} label={t('例子', 'Example')}>
          <TextInput
            name="title"
            label={t('名称', 'Name')}
            hint={t('志愿者看到的第一句话', 'The first thing volunteers read')}
            value={text}
            onChange={setText}
          />
          <TextInput
            name="id_number"
            label={t('证件号', 'ID number')}
            value="440100199001010021"
            onChange={() => undefined}
          />
          <div className="row-fields">
            <DateInput name="day" label={t('日期', 'Day')} value="2026-11-28" onChange={() => undefined} />
            <NumberInput
              name="places"
              label={t('名额', 'Places')}
              unit={t('人', 'people')}
              value="20"
              onChange={() => undefined}
            />
          </div>
          <Select
            name="field"
            label={t('领域', 'Field')}
            value="eco"
            onChange={() => undefined}
            options={[
              { value: 'eco', label: t('生态建设', 'Environment') },
              { value: 'care', label: t('为老服务', 'Care') },
            ]}
          />
          <Textarea name="risk" label={t('可能的风险', 'Risks')} optional value="" onChange={() => undefined} />
          <Checkbox
            name="agree"
            label={t('我看过了，愿意遵守', 'I have read this and agree')}
            checked={ticked}
            onChange={setTicked}
          />
          <RadioGroup
            name="decision"
            label={t('您的决定', 'Your decision')}
            value={choice}
            onChange={setChoice}
            options={[
              { value: 'no', label: t('不成立', 'Not upheld'), hint: t('解冻，撤销标记', 'Release and clear') },
              {
                value: 'part',
                label: t('部分成立', 'Partly upheld'),
                hint: t('5 人冲正，1 人改补证据', 'Reverse five, one adds proof'),
              },
            ]}
          />
        </Form>
      </section>
      <section>
        <Tabs
          label={t('一场活动', 'An activity')}
          tabs={[
            { key: 'who', words: t('名单', 'Roster'), count: 14 },
            { key: 'details', words: t('内容', 'Details') },
          ]}
          value={part}
          onChange={setPart}
        >
          <KeyValues
            rows={[
              {
                key: t('时间', 'Time'),
                value: t('11 月 28 日 周六 09:00 至 12:00', '28 Nov Sat 09:00 to 12:00'),
                note: t('每人最多计 3 小时', 'at most 3 hours each'),
              },
              {
                key: t('地点', 'Place'),
                value: t('云汀湿地南门', 'South gate'),
                action: <a href="#map">{t('导航', 'Directions')}</a>,
              },
            ]}
          />
        </Tabs>
        <Qr text="QZ1:481926" label={t('示例二维码', 'Example code')} size={160} />
      </section>
    </>
  );
}
