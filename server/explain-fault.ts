/** Faults of the place where the product runs, as sentences that name the variable or the file and the remedy. */
import { Problem, problemSentence } from '../domain/problem.ts';
import { OperatorError } from './operator-error.ts';

type Fault = {
  readonly code?: string;
  readonly syscall?: string;
  readonly path?: string;
  readonly port?: number;
  readonly address?: string;
  readonly hostname?: string;
  readonly message?: string;
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
};

/** Null for what no operator caused: that keeps its stack, for whoever repairs the product. */
export function explainFault(error: unknown, variables: NodeJS.ProcessEnv = process.env): OperatorError | null {
  if (error instanceof OperatorError) return error;
  if (error instanceof Problem)
    return new OperatorError(
      problemSentence(error.code, error.params, 'zh'),
      problemSentence(error.code, error.params, 'en'),
      { exit_code: 'usage', cause: error },
    );
  if (typeof error !== 'object' || error === null) return null;
  const fault = error as Fault;
  return (
    ofNetwork(fault, variables) ??
    ofDatabase(fault, variables) ??
    ofFile(fault, variables) ??
    explainFault(fault.cause ?? fault.errors?.[0], variables)
  );
}

function ofNetwork(fault: Fault, variables: NodeJS.ProcessEnv): OperatorError | null {
  const place = `${fault.address ?? variables['HOST'] ?? '127.0.0.1'}:${fault.port ?? variables['PORT'] ?? 3000}`;
  if (fault.syscall !== 'listen' && fault.syscall !== 'getaddrinfo') return null;
  if (fault.code === 'EADDRINUSE')
    return new OperatorError(
      `端口被占用：${place} 已有程序在用。请停掉它，或换一个端口：PORT=3001 npm start。`,
      `The port is taken: something listens at ${place} already. Stop it, or choose another: PORT=3001 npm start.`,
      { cause: fault },
    );
  if (fault.code === 'EACCES')
    return new OperatorError(
      `不允许监听 ${place}。1024 以下的端口通常只给管理员；请把 PORT 设为 1024 以上，由代理转发。`,
      `Listening at ${place} is not allowed. Ports below 1024 are usually the administrator's; set PORT above and let a proxy pass requests on.`,
      { cause: fault },
    );
  if (fault.syscall === 'listen' || databaseHost(variables) !== fault.hostname) {
    return new OperatorError(
      `这台机器没有 ${fault.hostname ?? place} 这个地址。请检查 HOST。`,
      `This machine has no address ${fault.hostname ?? place}. Check HOST.`,
      { cause: fault },
    );
  }
  return new OperatorError(
    `找不到数据库主机 ${fault.hostname}。请检查 DATABASE_URL 里的主机名。`,
    `The database host ${fault.hostname} is not known. Check the host in DATABASE_URL.`,
    { cause: fault },
  );
}

function ofDatabase(fault: Fault, variables: NodeJS.ProcessEnv): OperatorError | null {
  const place = databasePlace(variables);
  if (place === null) return null;
  const said = (zh: string, en: string): OperatorError =>
    new OperatorError(`${zh}请检查 DATABASE_URL（${place}）。`, `${en} Check DATABASE_URL (${place}).`, {
      cause: fault,
    });
  if (
    fault.syscall === 'connect' ||
    /^(connect |timeout exceeded when trying to connect|Connection terminated)/.test(fault.message ?? '')
  )
    return said(
      '连不上数据库：没有程序在那里应答。请先启动 PostgreSQL，并',
      'The database does not answer there. Start PostgreSQL.',
    );
  switch (fault.code) {
    case '28P01':
    case '28000':
      return said('数据库不接受这个用户名或密码。', 'The database refuses this user or password.');
    case '3D000':
      return said('那里没有这个名字的数据库。请先建库，并', 'There is no database of that name. Create it first.');
    case '42501':
      return said(
        '这个用户在数据库里没有建表的权限。请让它成为该库的所有者，并',
        'This user may not create tables. Make it the owner of the database.',
      );
    case '25006':
      return said('这是只读的数据库（备用机）。', 'This database is read-only (a standby).');
    default:
      return /SSL|password must be a string|SASL/.test(fault.message ?? '') &&
        fault.syscall === undefined &&
        fault.code === undefined
        ? said(
            '数据库要求的连接方式（密码或 SSL）和地址里的不一样。',
            'The database wants another way to connect (password or SSL) than the address says.',
          )
        : null;
  }
}

function databaseHost(variables: NodeJS.ProcessEnv): string | undefined {
  const given = variables['DATABASE_URL'];
  return given !== undefined && URL.canParse(given) ? new URL(given).hostname : undefined;
}

/** Without the password. */
function databasePlace(variables: NodeJS.ProcessEnv): string | null {
  const given = variables['DATABASE_URL'];
  if (given === undefined || given === '' || !URL.canParse(given)) return null;
  const url = new URL(given);
  return `${url.username === '' ? '' : `${decodeURIComponent(url.username)}@`}${url.host}${url.pathname}`;
}

function ofFile(fault: Fault, variables: NodeJS.ProcessEnv): OperatorError | null {
  const path = fault.path;
  if (path === undefined) return null;
  const said = (zh: string, en: string): OperatorError => new OperatorError(zh, en, { cause: fault });
  switch (fault.code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return said(
        `${path} 不能读写：目录是只读的，或不归现在的用户。请改权限，或用 DATA_DIR 换一个可写的目录（现在是 ${variables['DATA_DIR'] ?? '.data'}）。`,
        `${path} cannot be read or written: it is read-only, or belongs to another user. Change its permissions, or choose a writable directory with DATA_DIR (now ${variables['DATA_DIR'] ?? '.data'}).`,
      );
    case 'ENOSPC':
      return said(
        `磁盘满了：${path} 写不进去。请腾出空间再来。`,
        `The disk is full: ${path} cannot be written. Make room and try again.`,
      );
    case 'ENOTDIR':
    case 'EEXIST':
      return said(
        `${path} 不是目录。请检查 DATA_DIR 和给出的文件名。`,
        `${path} is no directory. Check DATA_DIR and the file name given.`,
      );
    case 'EISDIR':
      return said(`${path} 是目录，不是文件。请给出文件名。`, `${path} is a directory. Name a file.`);
    case 'ENOENT':
      return said(
        `没有 ${path}。请检查给出的文件名和目录。`,
        `There is no ${path}. Check the file name and the directory.`,
      );
    default:
      return null;
  }
}

/** Ends the process: with the sentence alone for what the operator can put right, with the stack for the rest. */
export function endWith(error: unknown): never {
  const explained = explainFault(error);
  process.stderr.write(
    `${explained === null ? (error instanceof Error ? error.stack : String(error)) : explained.message}\n`,
  );
  process.exit(explained?.exit_code ?? 1);
}
