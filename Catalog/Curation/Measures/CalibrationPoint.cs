namespace SocialConnect.Catalog.Curation.Measures;

/// <summary>One tenth of the probabilities: what was promised there, and what came true.</summary>
public sealed record CalibrationPoint(int Judged, double Promised, double Accepted);
