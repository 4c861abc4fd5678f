import type { Job } from '../services.ts';
import { sendTextMessages } from './notices/send-text-messages.ts';

export const accountsJobs: readonly Job[] = [
  {
    name: 'send_text_messages',
    title: { zh: '发到期的短信', en: 'Send the text messages that are due' },
    cron: '* * * * *',
    run: sendTextMessages,
  },
];
