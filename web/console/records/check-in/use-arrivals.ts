import { useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { Answer } from '../../../api/client.ts';

export type BoardAnswer = Answer<'get', '/api/shifts/{shift_id}/board'>;

/** Asks again as soon as the server says that somebody arrived; a stream that was refused begins anew once there are answers again. */
export function useArrivals(shiftId: string, isStopped: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (isStopped) return;
    const source = new EventSource(`/api/shifts/${shiftId}/events`);
    source.addEventListener(
      'attendance',
      () => void client.invalidateQueries({ queryKey: ['/api/shifts/{shift_id}/board'] }),
    );
    return () => source.close();
  }, [client, shiftId, isStopped]);
}

/** Without a signal it asks every few seconds, and at once when the device says that it is back. */
export function useReturn(isLost: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    const again = (): void => {
      for (const path of codeAndList) void client.invalidateQueries({ queryKey: [path] });
    };
    window.addEventListener('online', again);
    const timer = isLost ? setInterval(again, 5000) : undefined;
    return () => {
      window.removeEventListener('online', again);
      clearInterval(timer);
    };
  }, [client, isLost]);
}

export const codeAndList = ['/api/shifts/{shift_id}/code', '/api/shifts/{shift_id}/board'];
