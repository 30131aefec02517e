namespace SocialConnect.Catalog.Curation.Measures;

/// <summary>How the harmonising goes.</summary>
/// <param name="Published">Initiatives in the catalogue.</param>
/// <param name="Confirmed">Of these, with a category that a curator confirmed.</param>
/// <param name="Filed">Of these, with any theme in force.</param>
/// <param name="Waiting">Of these, never read by a curator or changed since.</param>
/// <param name="Calibration">By tenths of probability; empty tenths are left out.</param>
/// <param name="CalibrationError">The mean gap between promised and accepted, weighed by how many were judged; null before the first.</param>
/// <param name="DoubleRead">Initiatives that two curators or more have judged.</param>
/// <param name="Kappa">Cohen's kappa of the first two readers over the categories both judged.</param>
/// <param name="Alpha">Krippendorff's alpha over all readers.</param>
public sealed record DeskMeasures(
    int Published,
    int Confirmed,
    int Filed,
    int Waiting,
    IReadOnlyList<CalibrationPoint> Calibration,
    double? CalibrationError,
    IReadOnlyList<CategoryMeasure> Categories,
    IReadOnlyList<DeskWeek> Weeks,
    int DoubleRead,
    double? Kappa,
    double? Alpha);
