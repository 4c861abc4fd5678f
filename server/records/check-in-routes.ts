import * as boards from '../../contract/records/boards.ts';
import * as contract from '../../contract/records/check-in.ts';
import type { Routes } from '../http/mount.ts';
import { boardShift, listBoards, readBoard, readCode } from './check-in/board.ts';
import { preloadCheckIn } from './check-in/check-in.ts';
import { checkInAtDeskOf, checkInOneself, scanCardOf } from './check-in/check-in-deps.ts';
import { watchShift } from './check-in/live-board.ts';
import { myShifts } from './check-in/my-queries.ts';
import { declareService } from './service/declare-service.ts';

export const checkInRoutes: Routes = (mount) => {
  mount(contract.checkIn, checkInOneself, preloadCheckIn);
  mount(contract.scanCard, scanCardOf);
  mount(contract.checkInAtDesk, checkInAtDeskOf);
  mount(contract.declareService, (call) => call.write((writer) => declareService(writer, call.body)));
  mount(boards.readShiftCode, (call) =>
    readCode(call.reader, call.actor, call.services.secrets, call.params.shift_id, call.now),
  );
  mount(boards.readBoard, (call) => readBoard(call.reader, call.actor, call.params.shift_id, call.now));
  mount(boards.listBoards, async (call) => ({
    rows: await listBoards(call.reader, call.actor, call.now, call.query.day),
  }));
  mount(boards.watchBoard, async (call) => {
    await boardShift(call.reader, call.actor, call.params.shift_id);
    const gone = new AbortController();
    call.request.raw.once('close', () => gone.abort());
    return watchShift(call.services.pool, call.params.shift_id, gone.signal);
  });
  mount(contract.listMyShifts, async (call) => ({ rows: await myShifts(call.reader, call.actor.person_id, call.now) }));
};
