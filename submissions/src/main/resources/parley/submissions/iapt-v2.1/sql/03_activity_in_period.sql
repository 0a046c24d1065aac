-- Activities of those contacts. A contact that did not take place has none, and 07_lost_record says which
-- were recorded with one. Whoever gave it is named as a
-- person or, where none is, by a role, which means the person whose it is now.
create table activity_in_period as
select
  a.*,
  y.local_key as care_act_id,
  t.care_contact_id,
  coalesce(a.performer, r.practitioner) as therapist,
  w.local_key as care_personnel_id,
  row_number() over (
    partition by t.key order by coalesce(a.identifier, a.key)
  ) as place
from activity a
join contact_in_period t on t.key = a.contact
join local_key y on y.kind = 'Procedure' and y.key = a.key
left join practitioner_role r on r.key = a.performer_role
left join local_key w on w.kind = 'Practitioner' and w.key = coalesce(a.performer, r.practitioner)
where a.status = 'completed'
  and coalesce(t.attendance, '') not in ('2', '3', '4', '7');
