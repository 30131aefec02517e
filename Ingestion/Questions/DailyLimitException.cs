using SocialConnect.Catalog.UpToDate;

namespace SocialConnect.Ingestion.Questions;

public sealed class DailyLimitException(int calls)
    : StepPausedException($"The language model has been called {calls} times in 24 hours (ExpectedQuestions:CallsPerDay); expected questions go on when the day is over.");
