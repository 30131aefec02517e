namespace SocialConnect.Catalog.Initiatives;

/// <param name="Partners">Those to be visited: with a recipe, not paused.</param>
/// <param name="PartnersVisited">Those of which at least one visit has ended, well or badly.</param>
/// <param name="Steps">What follows a visit, for published initiatives.</param>
public sealed record CatalogueProgress(int Initiatives, int Partners, int PartnersVisited, int VisitsRunning, IReadOnlyList<StepProgress> Steps);

/// <param name="Done">Initiatives whose present text the step has worked on.</param>
/// <param name="Failed">Initiatives on which it failed; they are tried again.</param>
public sealed record StepProgress(string Step, int Done, int Failed);
