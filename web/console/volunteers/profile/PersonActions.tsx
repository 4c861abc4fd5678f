import { useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { t } from '../../../ui/words.ts';
import { AskMerge } from '../merges/AskMerge.tsx';
import { AskPhoneRecovery } from '../phone-recovery/AskPhoneRecovery.tsx';
import { VolunteerLink } from '../registration/VolunteerLink.tsx';
import { VerifySkill } from './VerifySkill.tsx';
import type { Shown } from './person-shown.ts';
import { FullData } from './FullData.tsx';
import { Edit } from './EditPerson.tsx';
import { Honour } from './GiveHonour.tsx';
import { Insure } from './Insure.tsx';

/** Looking at full data, correcting, honouring: each with its reason, and each only where `can` says so. */
export function PersonActions({ one }: { one: Shown }) {
  const [open, setOpen] = useState<'edit' | 'honour' | 'insure' | 'skill' | 'merge' | 'phone' | 'link' | null>(null);
  const close = (): void => setOpen(null);
  return (
    <>
      <FullData one={one} />
      {one.can.edit &&
        (open === 'edit' ? (
          <Edit one={one} onDone={close} />
        ) : (
          <p>
            <Button onClick={() => setOpen('edit')}>{t('更正身份和组织', 'Correct status and unit')}</Button>
          </p>
        ))}
      {one.can.honour &&
        (open === 'honour' ? (
          <Honour one={one} onDone={close} />
        ) : (
          <p>
            <Button onClick={() => setOpen('honour')}>{t('登记荣誉', 'Record an honour')}</Button>
          </p>
        ))}
      {one.can.edit &&
        (open === 'insure' ? (
          <Insure one={one} onDone={close} />
        ) : (
          <p>
            <Button onClick={() => setOpen('insure')}>{t('登记意外险', 'Record accident cover')}</Button>
          </p>
        ))}
      {one.can.edit &&
        (open === 'skill' ? (
          <VerifySkill one={one} onDone={close} />
        ) : (
          <p>
            <Button onClick={() => setOpen('skill')}>{t('核实技能证书', 'Verify a qualification')}</Button>
          </p>
        ))}
      {one.can.recover_phone &&
        (open === 'phone' ? (
          <AskPhoneRecovery one={one} onDone={close} />
        ) : (
          <p>
            <Button onClick={() => setOpen('phone')}>{t('换手机号，找回账号', 'New phone for a lost one')}</Button>
          </p>
        ))}
      {one.can.link &&
        (open === 'link' ? (
          <VolunteerLink volunteerId={one.id} />
        ) : (
          <p>
            <Button onClick={() => setOpen('link')}>{t('给登录链接', 'Give a sign-in link')}</Button>
          </p>
        ))}
      {one.can.merge &&
        (open === 'merge' ? (
          <AskMerge one={one} onDone={close} />
        ) : (
          <p>
            <Button onClick={() => setOpen('merge')}>{t('和另一注册是同一人', 'Same person as another')}</Button>
          </p>
        ))}
    </>
  );
}
