select
  k.service_request_id                as ServiceRequestId,
  substr(g.start_date, 1, 10)         as StartDateIntEnabledTherLog,
  substr(g.end_date, 1, 10)           as EndDateIntEnabledTherLog,
  g.programme                         as IntEnabledTherProg,
  -- A number that no contact lasts stays as it is, for a rule to find.
  case
    when cast(g.minutes as double) between -1000000 and 1000000
      then cast(cast(round(cast(g.minutes as double)) as bigint) as varchar(64))
    else g.minutes
  end                                            as DurationIntEnabledTher,
  w.local_key                         as CarePersLocalId,
  g.integrated                        as IntegratedSoftwareInd,
  'Procedure/' || g.key as resource
from course_in_period k
join internet_log g on g.course = k.course
cross join submission s
left join practitioner_role r on r.key = g.performer_role
left join local_key w on w.kind = 'Practitioner' and w.key = coalesce(g.performer, r.practitioner)
where g.status = 'completed'
  and substr(g.end_date, 1, 10) between s.period_start and s.period_end
