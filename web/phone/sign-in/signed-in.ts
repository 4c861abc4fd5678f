export type SignedIn = {
  readonly is_new: boolean;
  readonly must_show_owner: boolean;
  readonly second_factor: 'none' | 'done' | 'needed' | 'enrol';
};
