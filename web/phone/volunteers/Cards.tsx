import { useState } from 'react';
import { cardKinds, type CardKind } from '../../../domain/volunteers/cards.ts';
import { useWrite } from '../../api/query.ts';
import { Button } from '../../ui/Button.tsx';
import { Select, TextInput } from '../../ui/Field.tsx';
import { Form } from '../../ui/Form.tsx';
import { Masked } from '../../ui/Person.tsx';
import { t } from '../../ui/words.ts';

/** P72: a citizen or social-security card finds this volunteer; unlinking works at once. */
export function Cards({ cards }: { cards: readonly { id: string; kind: CardKind; number_hint: string }[] }) {
  const [kind, setKind] = useState<string>('citizen_card');
  const [number, setNumber] = useState('');
  const bind = useWrite('post', '/api/me/cards', ['/api/me/volunteer']);
  const unbind = useWrite('delete', '/api/me/cards/{card_id}', ['/api/me/volunteer']);
  async function send(): Promise<void> {
    if (await bind.send({ body: { kind: kind as CardKind, number } })) setNumber('');
  }
  return (
    <section>
      <h2 className="title part">{t('绑定的卡', 'Linked cards')}</h2>
      {cards.length > 0 && (
        <ul className="rows">
          {cards.map((card) => (
            <li key={card.id}>
              <div>
                <b>{t(cardKinds[card.kind].zh, cardKinds[card.kind].en)}</b>
                <small>
                  <Masked text={card.number_hint} />
                </small>
              </div>
              <Button onClick={() => void unbind.send({ path: { card_id: card.id } })} running={unbind.running}>
                {t('解绑', 'Unlink')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Form problem={bind.problem} onSubmit={() => void send()} label={t('绑定一张卡', 'Link a card')}>
        <Select
          name="kind"
          label={t('哪种卡', 'Which card')}
          value={kind}
          onChange={setKind}
          options={Object.entries(cardKinds).map(([value, words]) => ({ value, label: t(words.zh, words.en) }))}
        />
        <TextInput name="number" label={t('卡号', 'Card number')} value={number} onChange={setNumber} />
        <Button
          type="submit"
          running={bind.running}
          disabledReason={number.trim() === '' ? t('先填卡号', 'give the number first') : undefined}
        >
          {t('绑定', 'Link')}
        </Button>
      </Form>
    </section>
  );
}
