import { useState } from 'react';
import { recordsPhone } from '../../../domain/records/paths.ts';
import { useGo } from '../../ui/navigation.tsx';
import { readCertificateNumber, readVerificationCode } from '../../../domain/records/certificate.ts';
import { ApiProblem } from '../../api/problem.ts';
import { useRead } from '../../api/query.ts';
import { Button } from '../../ui/Button.tsx';
import { TextInput } from '../../ui/Field.tsx';
import { Form } from '../../ui/Form.tsx';
import { Reading } from '../../ui/States.tsx';
import { Glyph } from '../../ui/Tag.tsx';
import { t } from '../../ui/words.ts';
import { PublicScreen } from '../PublicScreen.tsx';
import { KnownNumber } from './KnownNumber.tsx';
import { VerifiedCertificate } from './VerifiedCertificate.tsx';
import './verify.css';

/** Anyone checks a certificate, free of charge and without an account (条例 art. 19). */
export default function Verify({ params }: { params: Readonly<Record<string, string>> }) {
  const code = params['code'] ?? '';
  return (
    <PublicScreen
      title={t('证明查验', 'Verify a certificate')}
      aside={
        code === '' ? (
          <WhatMayShow />
        ) : (
          <>
            <CodeForm title={t('再查一份', 'Verify another')} />
            <WhatMayShow />
          </>
        )
      }
    >
      {code === '' ? (
        <section className="sheet verify-start">
          <h1 className="title">{t('查验一份志愿服务证明', 'Verify a service certificate')}</h1>
          <CodeForm />
        </section>
      ) : readCertificateNumber(code) === null ? (
        <Result code={code} />
      ) : (
        <ByNumber number={code} />
      )}
    </PublicScreen>
  );
}

function Result({ code }: { code: string }) {
  const read = useRead('/api/verify/{code}', { path: { code } });
  if (read.error instanceof ApiProblem && read.error.status === 404)
    return <NotFound code={code} words={read.error.message} />;
  return (
    <Reading of={read} what={t('这份证明', 'the certificate')}>
      {(answer) => <VerifiedCertificate certificate={answer} />}
    </Reading>
  );
}

function ByNumber({ number }: { number: string }) {
  const read = useRead('/api/certificate-numbers/{number}', { path: { number } });
  if (read.error instanceof ApiProblem && read.error.status === 404)
    return <NotFound code={number} words={read.error.message} />;
  return (
    <Reading of={read} what={t('这份证明', 'the certificate')}>
      {(answer) => <KnownNumber certificate={answer} />}
    </Reading>
  );
}

function NotFound({ code, words }: { code: string; words: string }) {
  return (
    <article className="sheet result none">
      <div className="verdict">
        <i aria-hidden="true" />
        <div>
          <h1 className="title">{t('查不到这份证明', 'No such certificate')}</h1>
          <p>{code}</p>
        </div>
      </div>
      <p className="verdict-note">{words}</p>
    </article>
  );
}

function CodeForm({ title }: { title?: string }) {
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const go = useGo();
  function check(): void {
    const code = readVerificationCode(typed) ?? readCertificateNumber(typed)?.replaceAll(' ', '') ?? null;
    setWrong(code === null);
    if (code !== null) go(recordsPhone.verified({ code }));
  }
  return (
    <section className="oth">
      {title && <h2 className="title">{title}</h2>}
      <Form onSubmit={check} label={t('查验', 'Verify')}>
        <div className="code-line">
          <TextInput
            name="code"
            label={t('证明上的 8 位短码，或证明编号', 'The 8-character code on the certificate, or its number')}
            value={typed}
            onChange={setTyped}
            placeholder="7K2M 91QX"
            maxLength={20}
            error={
              wrong
                ? t(
                    '短码是 8 位字母和数字，在证明左下角二维码旁边；编号像 YT 2026 004417',
                    'The code has 8 letters and digits, beside the QR code at the lower left; a number looks like YT 2026 004417',
                  )
                : undefined
            }
          />
          <Button kind="do" type="submit">
            {t('查验', 'Verify')}
          </Button>
        </div>
      </Form>
    </section>
  );
}

function WhatMayShow() {
  return (
    <section className="oth may-show">
      <h2 className="title">{t('还可能查到', 'It may also say')}</h2>
      <ul>
        <li>
          <Glyph state="behind" />
          {t('已被更正，请向本人要新的一份', 'Superseded: ask the person for a new one')}
        </li>
        <li>
          <Glyph state="late" />
          {t('已撤销，附撤销日期和理由', 'Revoked, with the date and the reason')}
        </li>
        <li>
          <Glyph state="none" />
          {t('查不到，请核对短码，或问出具单位', 'Not found: check the code, or ask the issuer')}
        </li>
      </ul>
      <p>
        {t(
          '查验免费。本页只显示本人同意公开的内容，不显示住址、电话和学校。',
          'Verification is free. Only what the person agreed to is shown: no address, phone or school.',
        )}
      </p>
    </section>
  );
}
