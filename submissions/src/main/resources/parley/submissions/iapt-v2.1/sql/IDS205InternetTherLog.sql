select
  k.service_request_id                as ServiceRequestId,
  substr(g.start_date, 1, 10)         as StartDateIntEnabledTherLog,
  substr(g.end_date, 1, 10)           as EndDateIntEnabledTherLog,
  g.programme                         as IntEnabledTherProg,
  cast(round(cast(g.minutes as double)) as integer)   as DurationIntEnabledTher,
  case
    when length(w.local_id) between 1 and 20 then w.local_id
    when w.key is not null then substr(upper(md5(coalesce(w.local_id, w.key))), 1, 20)
  end                                 as CarePersLocalId,
  g.integrated                        as IntegratedSoftwareInd,
  'Procedure/' || g.key as resource
from course_in_period k
join internet_log g on g.course = k.course
cross join submission s
left join practitioner w on w.key = g.performer
where g.status <> 'entered-in-error'
  and substr(g.end_date, 1, 10) between s.period_start and s.period_end
