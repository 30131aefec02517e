namespace SocialConnect.Catalog.UpToDate;

/// <summary>A step cannot go on for now, through no fault of the initiative at hand: nothing is marked, and the next sweep asks again.</summary>
public class StepPausedException(string reason) : Exception(reason);
