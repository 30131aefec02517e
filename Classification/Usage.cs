namespace SocialConnect.Classification;

internal static class Usage
{
    /// <returns>2, the exit code of a command that was not understood.</returns>
    public static int Print(TextWriter output)
    {
        output.WriteLine("usage: Classification train|evaluate|suggest");
        return 2;
    }
}
