-- Who waits, one small row for each open course, so that the list is read and not worked out. Each
-- is made by the course model from the whole record of its course; nothing of it is judged here.
create table waiting_course (
  course      bigint  primary key references hfj_resource (res_id) on delete cascade,
  -- The program that made it; a row of another program does not answer.
  edition     text    not null,
  course_id   text    not null,
  patient     text,
  referral    text,
  service     text,
  state       text,
  step        text,
  paused      boolean not null,
  received    date,
  -- Empty when nobody waits: for no treatment more, or the dates cannot be read.
  waits_for   text,
  since       date,
  -- "start/end" of each pause, with a comma between; without an end while it goes on.
  pauses      text    not null
);

-- Resources that were written since the rows of their courses were made. The database notes them
-- itself, in the transaction of the write, so that no write can be forgotten, whichever way and by
-- whichever program it comes. Only inserted and, by their ids, deleted: no two writers wait here
-- for each other.
create table care_change (
  id      bigint generated always as identity primary key,
  res_id  bigint not null
);

create function note_care_change() returns trigger language plpgsql as $$
begin
  if new.res_type in ('EpisodeOfCare', 'ServiceRequest', 'Task', 'Encounter', 'Procedure',
      'Patient', 'Observation', 'Condition', 'Flag', 'CarePlan', 'Appointment')
    and (tg_op = 'INSERT' or new.res_ver <> old.res_ver
      or new.res_deleted_at is distinct from old.res_deleted_at) then
    insert into care_change (res_id) values (new.res_id);
  end if;
  return null;
end
$$;

-- Whom a record was of, and whom a Patient was joined with, before it was changed or deleted; whom
-- now, the links say. A reference to what is not in this store has no target.
create function note_care_moved() returns trigger language plpgsql as $$
begin
  if old.src_path in ('Encounter.subject', 'Procedure.subject', 'Task.focus', 'Patient.link.other')
    and old.target_resource_id is not null then
    insert into care_change (res_id) values (old.target_resource_id);
  end if;
  return null;
end
$$;

-- The columns are looked at in the functions rather than here, where they could not be altered by
-- a later version of the store.
create trigger note_care_change after insert or update on hfj_resource
  for each row execute function note_care_change();
create trigger note_care_moved after update or delete on hfj_res_link
  for each row execute function note_care_moved();
