import { ownDesk } from '../../../domain/paths.ts';
import { Button } from '../../ui/Button.tsx';
import { seals } from '../../../domain/records/presence.ts';
import { CapacityCells, CountdownCells } from '../../ui/Cells.tsx';
import { Bar, FigureCard, Figures } from '../../ui/FigureCard.tsx';
import { LongWork } from '../../ui/LongWork.tsx';
import { SourceStamp, sourceWords } from '../../ui/SourceStamp.tsx';
import { Empty, ErrorState, Forbidden, Loading, Offline } from '../../ui/States.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { t } from '../../ui/words.ts';

export function StateParts() {
  return (
    <>
      <section>
        <h2 className="title">{t('来源，墨越多证据越强', 'Source: more ink, stronger proof')}</h2>
        <ul className="s5">
          {seals.map((seal) => (
            <li key={seal}>
              <SourceStamp of={seal} />
              <SourceStamp of={seal} small />
              {sourceWords(seal)}
            </li>
          ))}
        </ul>
        <ul className="s5 grey">
          {seals.map((seal) => (
            <li key={seal}>
              <SourceStamp of={seal} />
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2 className="title">{t('四种状态，先看形，再看色', 'Four states: shape first')}</h2>
        {['', 'grey'].map((tone) => (
          <p key={tone} className={`tags ${tone}`}>
            <Tag state="ok">{t('达标', 'Met')}</Tag>
            <Tag state="due">{t('推进中', 'Under way')}</Tag>
            <Tag state="behind">{t('落后', 'Behind')}</Tag>
            <Tag state="late">{t('逾期 6 天', '6 days late')}</Tag>
            <Tag state="none">{t('未开始', 'Not begun')}</Tag>
          </p>
        ))}
      </section>
      <section>
        <h2 className="title">{t('数字卡', 'Figures')}</h2>
        <Figures>
          <FigureCard
            name={t('已规范', 'Up to standard')}
            value="84"
            unit={t('个', '')}
            beside="68.9%"
            note={t('分母是 122 个县', 'of 122 counties')}
            rows={{ href: ownDesk.gallery({ state: 'met' }), words: t('看 84 行', 'See 84 rows') }}
          />
          <FigureCard
            name={t('距全覆盖', 'To full coverage')}
            value="38"
            unit={t('个', '')}
            gap
            note={t('其中逾期 9 个', '9 of them late')}
            rows={{ href: ownDesk.gallery({ state: 'gap' }), words: t('看 38 行', 'See 38 rows') }}
          />
        </Figures>
        <Bar
          value={84}
          whole={122}
          mark={90}
          label={t('122 个中的 84 个，按倒排今天应到 90', '84 of 122; 90 were due by today')}
        />
      </section>
      <section className="wide">
        <h2 className="title">{t('四种不如意', 'When something is in the way')}</h2>
        <div className="four-states">
          <Empty
            title={t('还没有服务记录', 'No service yet')}
            action={<Button>{t('去找一场服务', 'Find an activity')}</Button>}
          >
            {t(
              '完成第一次服务，队长确认后当天就会显示在这里。',
              'It shows here the day a leader confirms your first service.',
            )}
          </Empty>
          <Forbidden action={<Button>{t('申请查看', 'Ask to see it')}</Button>} />
          <ErrorState problem={new Error('example')} onRetry={() => undefined} />
          <Offline waiting={3} action={<Button>{t('看这 3 次', 'See these 3')}</Button>} />
        </div>
        <Loading what={t('服务记录', 'records')} count={84} />
      </section>
      <section>
        <h2 className="title">{t('费时的活', 'Long work')}</h2>
        <LongWork
          done={31_250}
          total={50_000}
          unit={t('行', 'rows')}
          verb={t('已核', 'checked')}
          secondsLeft={4}
          note={t('发现 118 行有问题，其余先不入账，等您确认。', '118 rows need attention; the rest waits for you.')}
          onStop={() => undefined}
        />
      </section>
      <section>
        <h2 className="title">{t('名额与倒数', 'Places and countdown')}</h2>
        <CapacityCells taken={14} places={20} waiting={2} />
        <br />
        <CountdownCells left={18} of={30} />
      </section>
    </>
  );
}
