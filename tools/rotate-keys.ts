/**
 * `npm run rotate-keys`: a new key for personal fields, and everything sealed anew under it, also while the platform
 * is in use. Stopped halfway, the next run goes on. `npm run rotate-keys -- --retire` removes the old keys once
 * nothing rests on them; FIELD_CIPHER chooses the cipher of the new key. Restart every server between the two, so that none still seals with an old one.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../server/db/open.ts';
import { write } from '../server/db/writer.ts';
import { addFieldKey, cipherOf, dropOldFieldKeys, withoutOldFieldKeys } from '../server/security/secrets-file.ts';
import { chosenCipher } from '../server/variables.ts';
import { readEnvironment } from '../server/env.ts';
import { fittingSecrets, keepFingerprints } from '../server/security/keys-fit.ts';
import { OperatorError } from '../server/operator-error.ts';
import { rotateKeys, encryptedByVersion } from '../server/platform/rotate-keys.ts';
import { SecretBox } from '../server/security/secret-box.ts';
import './say-faults.ts';

const environment = readEnvironment();
if (!existsSync(join(environment.data_dir, 'secrets.json')))
  throw new OperatorError(
    `${environment.data_dir} 里没有安装（没有 secrets.json）。请设 DATA_DIR。`,
    `There is no installation in ${environment.data_dir} (no secrets.json); set DATA_DIR.`,
  );

const database = await openDatabase(environment);
try {
  const found = await fittingSecrets(database.owner, environment.data_dir);
  const counts = await encryptedByVersion(database.owner);
  const isFinished = [...counts.keys()].every((version) => version === found.field_key_version);
  if (process.argv.includes('--retire')) {
    if (!isFinished)
      throw new OperatorError(
        '还有内容用旧密钥加密，请先运行 npm run rotate-keys。',
        'Some values still rest on an old key: run npm run rotate-keys first.',
        { exit_code: 'failed' },
      );
    await keepFingerprints(database.owner, withoutOldFieldKeys(found)); // first, or a stop in between would leave a database that asks for a key that is gone
    dropOldFieldKeys(environment.data_dir);
    console.log(
      '旧密钥已移除；旧备份仍需旧密钥，请另存 · The old keys are removed; older backups still need them, keep your copy',
    );
  } else {
    // an unfinished rotation goes on, unless another cipher is wanted since
    const goesOn = !isFinished && cipherOf(found, found.field_key_version) === chosenCipher();
    const keys = goesOn ? found : addFieldKey(environment.data_dir);
    await keepFingerprints(database.owner, keys);
    const secrets = new SecretBox(keys);
    const sealed = await rotateKeys(database.owner, secrets, (done) => {
      process.stdout.write(`\r${done}`);
    });
    await write(
      database.owner,
      { now: new Date(), actor: null, request_id: 'rotate-keys', secrets },
      async (writer) => {
        await writer.audit({
          action: 'platform.rotate_keys',
          subject_type: 'field_key',
          subject_id: String(secrets.current),
          after: { sealed },
        });
      },
    );
    console.log(
      `\r第 ${secrets.current} 版密钥启用，${sealed} 个值已重新加密 · Key ${secrets.current} is in use, ${sealed} values sealed anew`,
    );
  }
} finally {
  await database.close();
}
