-- Activities of those contacts. A contact that did not take place has none.
create table activity_in_period as
select
  a.*,
  y.local_key as care_act_id,
  t.care_contact_id,
  w.local_key as care_personnel_id,
  row_number() over (
    partition by t.key order by coalesce(a.identifier, a.key)
  ) as place
from activity a
join contact_in_period t on t.key = a.contact
join local_key y on y.kind = 'Procedure' and y.key = a.key
left join local_key w on w.kind = 'Practitioner' and w.key = a.performer
where a.status = 'completed';
