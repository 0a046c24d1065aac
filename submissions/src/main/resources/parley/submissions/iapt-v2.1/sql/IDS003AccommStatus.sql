select
  k.local_patient_id          as LocalPatientId,
  f.value                     as AccommodationType,
  f.settled_accommodation     as SettledAccommodationInd,
  f.known_on                  as AccommodationTypeDate,
  substr(f.accommodation_period_start, 1, 10) as AccommodationTypeStartDate,
  case when substr(f.accommodation_period_end, 1, 10) <= s.period_end then substr(f.accommodation_period_end, 1, 10) end as AccommodationTypeEndDate,
  'Observation/' || min(f.key) as resource
from course_in_period k
join latest_fact f on f.subject = k.patient and f.fact = 'accommodation'
cross join submission s
group by all
