namespace Stagedoor.Cli.Doctor;

/// <summary>What a check found.</summary>
internal enum Health
{
    Ok,

    /// <summary>It works, and will not for ever or not everywhere.</summary>
    Warn,
    Fail,

    /// <summary>What it needs did not come about.</summary>
    Skipped,
}

/// <summary>One check and what to do about it. <paramref name="Known"/> names the trouble that many have had with Frame.io V4, where it is that one.</summary>
internal sealed record Finding(string Check, Health Health, string Says, string? WhatToDo = null, string? Known = null);
