import * as my from '../../contract/volunteers/mine.ts';
import * as myCards from '../../contract/volunteers/my-cards.ts';
import * as myConsentsContract from '../../contract/volunteers/my-consents.ts';
import * as myData from '../../contract/volunteers/my-data.ts';
import * as myMattersContract from '../../contract/volunteers/my-matters.ts';
import * as myMergesContract from '../../contract/volunteers/my-merges.ts';
import { businessDate } from '../../domain/time.ts';
import type { CardKind } from '../../domain/volunteers/cards.ts';
import { consumeAttempt } from '../db/consume-attempts.ts';
import type { Call, Routes } from '../http/mount.ts';
import type { Writer } from '../db/writer.ts';
import { writeSheets } from '../files/write-sheet.ts';
import { bindCard, unbindCard } from './profile/bind-card.ts';
import { giveConsent, withdrawConsent } from './guardians/change-consent.ts';
import { joinTeam, leaveTeam } from './profile/change-membership.ts';
import { acceptTerms, changeProfile } from './profile/change-profile.ts';
import { withContents } from './profile/export-files.ts';
import { exportPerson } from './profile/export-person.ts';
import { exportSheets } from './roster/export-sheets.ts';
import { closeMatter, fileMatter } from './profile/file-matter.ts';
import { cardLimit } from './rate-limits.ts';
import { maskedCard, maskedExport, maskedProfile } from './profile/masked-own.ts';
import { findVolunteer, loadOwn, loadOwnOrWard } from './load-volunteer.ts';
import { answerMerge } from './merges/merge-volunteers.ts';
import { myMatters } from './profile/my-matters.ts';
import { looksAt, myCard, myConsents, myMerges, myVolunteer } from './profile/my-queries.ts';
import { messengerOf, requestGuardian } from './guardians/request-guardian.ts';
import { termsAccepted, termsWaiting } from './registration/terms-in-force.ts';
import { erasePerson, withdrawVolunteer } from './registration/withdraw-volunteer.ts';

/** A write that answers only that it is done. */
export function doing(work: (writer: Writer) => Promise<void>): (writer: Writer) => Promise<{ done: true }> {
  return async (writer) => {
    await work(writer);
    return { done: true };
  };
}

export const myRoutes: Routes = (mount) => {
  mount(my.readMyVolunteer, ({ reader, actor, now }) =>
    myVolunteer(reader, actor.person_id, now).then((own) => (actor.is_owner_shown ? own : maskedProfile(own))),
  );
  mount(my.changeProfile, ({ write, body }) => write(doing((writer) => changeProfile(writer, body))));
  mount(my.acceptTerms, ({ write, body }) => write(doing((writer) => acceptTerms(writer, body))));
  mount(my.listTermsWaiting, async ({ reader, actor }) =>
    actor.is_owner_shown
      ? { rows: await termsWaiting(reader, actor.person_id), accepted: await termsAccepted(reader, actor.person_id) }
      : { rows: [], accepted: [] },
  );
  mount(myCards.readMyCard, async ({ reader, services, actor, query, now }) =>
    myCard(reader, services.secrets, await loadOwnOrWard(reader, actor.person_id, query.child_id), now).then((card) =>
      actor.is_owner_shown ? card : maskedCard(card),
    ),
  );
  mount(my.askMyGuardian, ({ write, body, services }) =>
    write(async (writer) => {
      const own = await loadOwn(writer, writer.caller.person_id);
      return requestGuardian(
        writer,
        { ...body, child_id: own.id, organization_id: own.organization_id },
        messengerOf(services),
      );
    }),
  );
  mount(my.joinTeam, ({ write, body }) => write((writer) => joinTeam(writer, body)));
  mount(my.leaveTeam, ({ write, params }) => write(doing((writer) => leaveTeam(writer, params.membership_id))));
  mount(my.withdrawRegistration, ({ write, body, services }) =>
    write(doing((writer) => withdrawVolunteer(writer, services, body))),
  );
  mount(my.eraseMe, ({ write, body, services }) => write(doing((writer) => erasePerson(writer, services, body))));
  mount(myConsentsContract.listConsents, ({ reader, actor }) => myConsents(reader, actor.person_id));
  mount(myConsentsContract.giveConsent, ({ write, body }) => write(doing((writer) => giveConsent(writer, body.kind))));
  mount(myConsentsContract.withdrawConsent, ({ write, params, services }) =>
    write(doing((writer) => withdrawConsent(writer, services.later, params.consent_id))),
  );
  mount(myData.listLooks, ({ reader, actor }) => looksAt(reader, actor.person_id));
  mount(myCards.bindCard, async ({ write, body, services, actor, now }) => {
    await consumeAttempt(services, cardLimit, actor.person_id, now);
    return write((writer) => bindCard(writer, body as { kind: CardKind; number: string }));
  });
  mount(myCards.unbindCard, ({ write, params }) => write(doing((writer) => unbindCard(writer, params.card_id))));
  mount(myMattersContract.listMyMatters, ({ reader, actor, now, services: { later } }) =>
    myMatters(reader, actor.person_id, { now, later }),
  );
  mount(myMattersContract.fileMatter, ({ write, body, services }) =>
    write((writer) => fileMatter(writer, services.later, body)),
  );
  mount(myMattersContract.closeMatter, ({ write, params }) =>
    write(doing((writer) => closeMatter(writer, params.matter_id))),
  );
  mount(myMergesContract.listMyMerges, ({ reader, actor }) => myMerges(reader, actor.person_id));
  mount(myMergesContract.answerMerge, ({ write, params, body }) =>
    write(doing((writer) => answerMerge(writer, { ...params, ...body }))),
  );

  const everything = async (
    call: Pick<Call<typeof myData.exportMe>, 'reader' | 'services' | 'actor' | 'now' | 'write'>,
  ) => {
    const all = call.actor.is_owner_shown
      ? await exportPerson(call.reader, call.services.secrets, call.actor.person_id, call.now)
      : await maskedExport(call.reader, call.actor.person_id, call.now);
    await call.write(async (writer) => {
      const own = await findVolunteer(writer, call.actor.person_id);
      await writer.audit({
        action: 'volunteers.export_own',
        subject_type: 'volunteer',
        subject_id: call.actor.person_id,
        organization_path: own?.organization_path ?? null,
      });
    });
    return all;
  };
  mount(myData.exportMe, async (call) => ({
    content: JSON.stringify(await withContents(call.services.store, await everything(call)), null, 2),
    name: `我的数据-${businessDate(call.now)}.json`,
  }));
  mount(myData.exportMeAsWorkbook, async (call) => ({
    content: await writeSheets(exportSheets(await everything(call), call.language)),
    name: `我的数据-${businessDate(call.now)}.xlsx`,
  }));
};
