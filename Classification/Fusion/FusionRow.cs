namespace SocialConnect.Classification.Fusion;

/// <summary>What the witnesses say of one category for one text, and whether it has it.</summary>
/// <param name="Testimony"><see cref="Witnesses.Testimony.Count"/> numbers.</param>
/// <param name="Weight">For how many rows it counts.</param>
public readonly record struct FusionRow(int Category, float[] Testimony, bool IsTrue, float Weight = 1);
