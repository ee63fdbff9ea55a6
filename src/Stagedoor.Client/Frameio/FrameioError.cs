namespace Stagedoor.Client.Frameio;

/// <summary>One thing that is wrong, as the API says it.</summary>
/// <param name="Detail">What is wrong.</param>
/// <param name="Title">What kind of thing.</param>
/// <param name="Pointer">Where in the body that was sent, as a JSON pointer: <c>/data/name</c>.</param>
#pragma warning disable CA1720 // The contract calls it a pointer.
public sealed record FrameioError(string Detail, string? Title = null, string? Pointer = null);
#pragma warning restore CA1720
