-- One calendar for all: until when it is known, and by which document.

create table holiday_years (
  year int not null,
  source text not null,
  stated_by uuid not null,
  stated_at timestamptz not null,
  constraint holiday_years__year primary key (year)
);
comment on table holiday_years is 'Years whose days off an office has entered in full, with the document; years of the published calendar need no row';
