-- Activities of those contacts. A contact that did not take place has none.
create table activity_in_period as
select
  a.*,
  case
    when length(a.identifier) between 1 and 20 then a.identifier
    else substr(upper(md5(coalesce(a.identifier, a.key))), 1, 20)
  end as care_act_id,
  t.care_contact_id,
  case
    when length(w.local_id) between 1 and 20 then w.local_id
    when w.key is not null then substr(upper(md5(coalesce(w.local_id, w.key))), 1, 20)
  end as care_personnel_id,
  row_number() over (
    partition by t.key order by coalesce(a.identifier, a.key)
  ) as place
from activity a
join contact_in_period t on t.key = a.contact
left join practitioner w on w.key = a.performer
where a.status = 'completed';
