namespace KB.Site.Pages.Shared;

/// <summary>Reasons for and against two crashes being one bug, each side in one line, strongest first.</summary>
internal static class Reasons
{
    private static readonly string[] Sides = ["for", "against"];

    /// <summary>The sides that have reasons: <c>for</c> and <c>both blame f; many telling functions are shared</c>.</summary>
    /// <param name="reasons">As the judge gives them: <c>for: …</c> or <c>against: …</c>.</param>
    public static IEnumerable<(string Side, string Text)> Of(IEnumerable<string> reasons)
    {
        ILookup<string, string> bySide = reasons.Select(reason => reason.Split(": ", 2)).Where(parts => parts.Length == 2).ToLookup(parts => parts[0], parts => parts[1]);
        return Sides.Where(side => bySide[side].Any()).Select(side => (side, string.Join("; ", bySide[side])));
    }
}
