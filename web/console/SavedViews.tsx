import { useState } from 'react';
import { useRead, useWrite } from '../api/query.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextInput } from '../ui/Field.tsx';
import { Form } from '../ui/Form.tsx';
import { Icon } from '../ui/Icon.tsx';
import { useWholeQuery } from '../ui/query-string.ts';
import { toast } from '../ui/toast.tsx';
import { t } from '../ui/words.ts';
import './saved-views.css';

/** Above a list: what this person keeps of it, all rows first. What is filtered now is kept under a name. */
export function SavedViews({ list }: { list: string }) {
  const { query, open } = useWholeQuery();
  const kept = useRead('/api/me/saved-views', { query: { list } });
  const [saving, setSaving] = useState(false);
  const drop = useWrite('delete', '/api/me/saved-views/{view_id}', ['/api/me/saved-views']);
  const rows = kept.data?.rows ?? [];
  const now = rows.find((view) => view.query === query);
  return (
    <div className="views">
      <nav aria-label={t('存下的视图', 'Saved views')}>
        <button type="button" aria-current={query === ''} onClick={() => open('')}>
          {t('全部', 'All')}
        </button>
        {rows.map((view) => (
          <span key={view.id}>
            <button type="button" aria-current={view.id === now?.id} onClick={() => open(view.query)}>
              {view.name}
            </button>
            {view.id === now?.id && (
              <button
                type="button"
                className="drop"
                aria-label={t(`删去视图“${view.name}”`, `Give up the view “${view.name}”`)}
                onClick={() =>
                  void drop
                    .send({ path: { view_id: view.id } })
                    .then((done) => done && toast(t(`已删去视图“${view.name}”`, `“${view.name}” was given up`)))
                }
              >
                <Icon name="close" size={12} />
              </button>
            )}
          </span>
        ))}
      </nav>
      {query !== '' && now === undefined && (
        <Button kind="text" onClick={() => setSaving(true)}>
          {t('存成视图', 'Save as a view')}
        </Button>
      )}
      <Dialog open={saving} title={t('存成视图', 'Save as a view')} onClose={() => setSaving(false)}>
        <SaveView list={list} query={query} onClose={() => setSaving(false)} />
      </Dialog>
    </div>
  );
}

function SaveView({ list, query, onClose }: { list: string; query: string; onClose: () => void }) {
  const [name, setName] = useState('');
  const save = useWrite('post', '/api/me/saved-views', ['/api/me/saved-views']);
  async function send(): Promise<void> {
    if ((await save.send({ body: { list, name, query } })) === undefined) return;
    toast(t(`已存成视图“${name}”`, `Saved as “${name}”`));
    onClose();
  }
  return (
    <Form problem={save.problem} onSubmit={() => void send()}>
      <TextInput
        name="name"
        label={t('叫什么', 'Its name')}
        hint={t('条件、次序一起存下，只有您看得到', 'Filters and order are kept, for you alone')}
        value={name}
        onChange={setName}
      />
      <Button kind="do" type="submit" running={save.running}>
        {t('存下', 'Save')}
      </Button>
    </Form>
  );
}
