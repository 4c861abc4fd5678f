import { RadioGroup } from './Choice.tsx';
import { prefer, usePreferences, type Preferences as Chosen } from './preferences.ts';
import { t } from './words.ts';

/** Language, large type and theme, the same on both surfaces. Each choice holds at once. */
export function Preferences() {
  const { language, type, theme } = usePreferences();
  return (
    <div className="preferences">
      <RadioGroup
        name="language"
        label={t('语言 Language', 'Language 语言')}
        value={language}
        onChange={(value) => prefer({ language: value as Chosen['language'] })}
        options={[
          { value: 'zh', label: '中文' },
          { value: 'en', label: 'English' },
        ]}
      />
      <RadioGroup
        name="type"
        label={t('字号', 'Type size')}
        value={type}
        onChange={(value) => prefer({ type: value as Chosen['type'] })}
        options={[
          { value: 'normal', label: t('普通字', 'Normal') },
          { value: 'large', label: t('大字', 'Large') },
        ]}
      />
      <RadioGroup
        name="theme"
        label={t('明暗', 'Theme')}
        value={theme}
        onChange={(value) => prefer({ theme: value as Chosen['theme'] })}
        options={[
          { value: 'device', label: t('随设备', 'As the device') },
          { value: 'light', label: t('浅色', 'Light') },
          { value: 'dark', label: t('深色', 'Dark') },
        ]}
      />
    </div>
  );
}
