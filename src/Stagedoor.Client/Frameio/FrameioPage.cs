namespace Stagedoor.Client.Frameio;

/// <summary>One page of a list.</summary>
/// <typeparam name="T">What the list holds.</typeparam>
/// <param name="Items">What the page holds.</param>
/// <param name="Next">Where the next page is, to be kept and given to <see cref="FrameioList{T}.PagesAsync"/> later; <see langword="null"/> on the last page.</param>
/// <param name="TotalCount">How many the list holds in all, if that was asked for.</param>
public sealed record FrameioPage<T>(IReadOnlyList<T> Items, string? Next, long? TotalCount);
