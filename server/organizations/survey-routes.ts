import * as contract from '../../contract/organizations/surveys.ts';
import { writeWorkbook } from '../files/write-sheet.ts';
import type { Routes } from '../http/mount.ts';
import { askedOfMe, listSurveys, placeOfSurvey, sendSurvey, surveyAnswers } from './county/surveys.ts';

export const surveyRoutes: Routes = (mount) => {
  mount(contract.sendSurvey, ({ write, params, body }) =>
    write((writer) => sendSurvey(writer, { ...params, ...body })),
  );
  mount(contract.listSurveys, ({ reader, actor, query }) => listSurveys(reader, actor, query.organization_id));
  mount(contract.listAsked, ({ reader, actor, now }) => askedOfMe(reader, actor, now));
  mount(contract.readSurvey, ({ reader, actor, params }) => surveyAnswers(reader, actor, params.survey_id));
  mount(contract.exportSurvey, async ({ reader, actor, params, write }) => {
    const survey = await surveyAnswers(reader, actor, params.survey_id);
    await write(async (writer) =>
      writer.audit({
        action: 'organizations.export_survey',
        subject_type: 'survey',
        subject_id: params.survey_id,
        organization_path: await placeOfSurvey(reader, actor, params.survey_id),
        permission: 'organizations.read',
        after: { title: survey.title, counties: survey.rows.length },
      }),
    );
    const columns = ['序号', '地市', '县（市、区）', '答复日期', '答复人', ...survey.questions].map((header) => ({
      header,
      width: header.length > 8 ? 28 : 14,
    }));
    const cells = survey.rows.map((row, index) => [
      index + 1,
      row.city_name,
      row.county_name,
      row.answered_on ?? '未答',
      row.answered_by_name ?? '',
      ...row.answers,
    ]);
    return { content: writeWorkbook('答复', columns, cells), name: `${survey.title}.xlsx` };
  });
};
