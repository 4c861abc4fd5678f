/** When a volunteer is usually free, and languages besides Chinese. */
export const availabilitySlots = {
  weekday_day: { zh: '工作日白天', en: 'Weekdays, daytime' },
  weekday_evening: { zh: '工作日晚上', en: 'Weekdays, evening' },
  weekend_day: { zh: '周末白天', en: 'Weekends, daytime' },
  weekend_evening: { zh: '周末晚上', en: 'Weekends, evening' },
  holidays: { zh: '节假日', en: 'Public holidays' },
  vacations: { zh: '寒暑假', en: 'School vacations' },
} as const;
export type AvailabilitySlot = keyof typeof availabilitySlots;
export const availabilityList = Object.keys(availabilitySlots) as AvailabilitySlot[];

export const languages = {
  en: { zh: '英语', en: 'English' },
  ja: { zh: '日语', en: 'Japanese' },
  ko: { zh: '韩语', en: 'Korean' },
  fr: { zh: '法语', en: 'French' },
  de: { zh: '德语', en: 'German' },
  es: { zh: '西班牙语', en: 'Spanish' },
  ru: { zh: '俄语', en: 'Russian' },
  ar: { zh: '阿拉伯语', en: 'Arabic' },
  yue: { zh: '粤语', en: 'Cantonese' },
  wuu: { zh: '吴语', en: 'Wu' },
  nan: { zh: '闽南语', en: 'Hokkien' },
  hak: { zh: '客家话', en: 'Hakka' },
  ii: { zh: '彝语', en: 'Yi' },
  bo: { zh: '藏语', en: 'Tibetan' },
  ug: { zh: '维吾尔语', en: 'Uyghur' },
  mn: { zh: '蒙古语', en: 'Mongolian' },
  sign: { zh: '手语', en: 'Sign language' },
} as const;
export type Language = keyof typeof languages;
export const languageList = Object.keys(languages) as Language[];
