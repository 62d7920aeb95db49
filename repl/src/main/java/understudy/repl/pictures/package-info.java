/**
 * Pictures for a page: curves and tables of runs as PNG or SVG, light or dark, in colours that colour-blind eyes can part (Okabe and Ito 2008, "Color Universal Design"). Drawn by XChart; nothing
 * here sees a terminal or a model.
 */
package understudy.repl.pictures;
