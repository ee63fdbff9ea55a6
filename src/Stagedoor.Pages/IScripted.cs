namespace Stagedoor.Pages;

/// <summary>A page that brings one of our own scripts along, and may run no other.</summary>
public interface IScripted;
