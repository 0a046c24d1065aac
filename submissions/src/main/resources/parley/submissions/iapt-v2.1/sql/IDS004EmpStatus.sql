select
  k.local_patient_id               as LocalPatientId,
  f.value                          as EmployStatus,
  f.known_on       as EmployStatusRecDate,
  f.weekly_hours_worked            as WeekHoursWorked,
  f.self_employed                  as SelfEmployInd,
  f.sickness_absence               as SickAbsenceInd,
  f.statutory_sick_pay             as SSPInd,
  f.benefit                        as BenefitRecInd,
  f.employment_support_allowance   as ESAInd,
  f.universal_credit               as UCInd,
  f.personal_independence_payment  as PIPInd,
  f.employment_support_suitability as EmpSupportInd,
  case when substr(f.employment_support_period_start, 1, 10) <= s.period_end then substr(f.employment_support_period_start, 1, 10) end as EmpSupportReferral,
  case when substr(f.employment_support_period_end, 1, 10) <= s.period_end then substr(f.employment_support_period_end, 1, 10) end as EmpSupportDischargeDate,
  'Observation/' || min(f.key) as resource
from course_in_period k
join latest_fact f on f.subject = k.patient and f.fact = 'employment-status'
cross join submission s
group by all
