/** Where a kept file is fetched; it comes as a download, its small picture to be shown. */
type Kept = { readonly subject_id: string; readonly id: string };

export const fileAddress = ({ subject_id, id }: Kept): string => `/api/attachments/${subject_id}/${id}`;
export const smallPicture = (file: Kept): string => `${fileAddress(file)}?size=small`;
