-- One that is still being written, or was taken back, was not made.
select
  k.service_request_id                   as ServiceRequestId,
  substr(r.authored, 1, 10)              as OnwardReferDate,
  nullif(substr(r.authored, 12, 8), '')  as OnwardReferTime,
  r.reason                               as OnwardReferReason,
  coalesce(o.ods_code, r.performer_ods)  as OrgIDReceiving,
  'ServiceRequest/' || min(r.key) as resource
from course_in_period k
join referral r on r.based_on = k.referral
cross join submission s
left join organization o on o.key = r.performer
where r.status not in ('draft', 'revoked', 'entered-in-error')
  and substr(r.authored, 1, 10) between s.period_start and s.period_end
group by all
