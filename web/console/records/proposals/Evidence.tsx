import { fileAddress, smallPicture } from '../../../api/file-address.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { SourceStamp } from '../../../ui/SourceStamp.tsx';
import { clock, moment, t } from '../../../ui/words.ts';
import type { ProposalAnswer } from './proposal-shown.ts';

export function Evidence({ answer }: { answer: ProposalAnswer }) {
  const late = answer.stamps.filter((stamp) => stamp.is_late);
  const shown = (late.length > 0 ? late : answer.stamps).slice(0, 3);
  return (
    <ul className="proposal-proof">
      {shown.map((stamp, index) => (
        <li key={index}>
          <b>
            <SourceStamp of={stamp.source} small />
            {stamp.direction === 'in' ? t('签到', 'In') : t('签退', 'Out')} {clock(stamp.stamped_at)}
          </b>
          {stamp.code_step !== null && (
            <>
              {t(`步号 ${stamp.code_step} 已验`, `Step ${stamp.code_step} proven`)}
              <br />
            </>
          )}
          {stamp.is_late
            ? t(`离线存下，${moment(stamp.arrived_at)} 补传`, `kept offline, arrived ${moment(stamp.arrived_at)}`)
            : t('当场收到', 'arrived at once')}
        </li>
      ))}
      {answer.evidence !== '' && (
        <li>
          <b>
            <Icon name="file" size={18} />
            {t('依据', 'Paper')}
          </b>
          {answer.evidence}
        </li>
      )}
      {answer.files.map((file) => (
        <li key={file.id}>
          <b>
            <Icon name="file" size={18} />
            <a href={fileAddress(file)} download={file.file_name}>
              {file.file_name}
            </a>
          </b>
          {file.is_picture && <img className="proof-picture" src={smallPicture(file)} alt="" loading="lazy" />}
        </li>
      ))}
      {answer.peers.people > 0 && answer.peers.first_out_at !== null && answer.peers.last_out_at !== null && (
        <li>
          <b>
            <Icon name="check" size={18} />
            {t('同场对照', 'Others of the shift')}
          </b>
          {t(
            `同场 ${answer.peers.people} 人签退在 ${clock(answer.peers.first_out_at)} 至 ${clock(answer.peers.last_out_at)}`,
            `${answer.peers.people} others left between ${clock(answer.peers.first_out_at)} and ${clock(answer.peers.last_out_at)}`,
          )}
        </li>
      )}
      {shown.length === 0 && answer.evidence === '' && answer.files.length === 0 && (
        <li>{t('没有第一手记录，只有本人的说明', 'No first-hand stamp: only the person’s word')}</li>
      )}
    </ul>
  );
}
