/** The variables of the environment that are more than text. */
import { z } from 'zod';
import { fieldCiphers, type FieldCipher } from './security/field-cipher.ts';

export const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  FIELD_CIPHER: z.enum(fieldCiphers).default('aes-256-gcm'),
});

/** FIELD_CIPHER decides for keys yet to be made. */
export function chosenCipher(variables: NodeJS.ProcessEnv = process.env): FieldCipher {
  return environment.shape.FIELD_CIPHER.parse(variables['FIELD_CIPHER'] || undefined);
}
